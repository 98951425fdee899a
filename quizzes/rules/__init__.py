"""What a quiz's and an assignment's rules mean: pure functions of values, without Django, database or clock."""
