"""What pages of networks show, in words and rows; views only ask and render."""
