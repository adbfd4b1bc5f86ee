"""Starts moto's S3 server on a free port, with the bucket `media`, and ends with its standard input.

Prints one line of JSON: {"port": 12345}.
"""

import json
import logging
import os
import sys

os.environ.update(AWS_ACCESS_KEY_ID="key", AWS_SECRET_ACCESS_KEY="secret", AWS_EC2_METADATA_DISABLED="true")
logging.getLogger("werkzeug").setLevel(logging.ERROR)

import boto3  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
_, port = server.get_host_and_port()
client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1")
client.create_bucket(Bucket="media")
print(json.dumps({"port": port}), flush=True)
sys.stdin.read()
server.stop()
