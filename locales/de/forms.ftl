# Was an einem Formular der Redaktion nicht stimmt, und was zu tun ist. Je ein Satz, ohne Punkt, wo er neben einem Feld steht.

## Any form of the desk

fault_form_unreadable = Das Formular konnte nicht gelesen werden.
fault_load_again = Laden Sie die Seite neu und wiederholen Sie dies

## Batches

fault_count_again = Prüfen Sie die Anzahl noch einmal
fault_tick_comments = Wählen Sie zuerst 1 bis { $most } Kommentare aus
