leave_a_reply = Write to us
post_comment = Send
click_to_comment = Join in
