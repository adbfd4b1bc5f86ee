leave_a_reply = Schreiben Sie uns
post_comment = Abschicken
click_to_comment = Mitreden
