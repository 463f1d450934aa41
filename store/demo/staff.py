"""Who works in the demo shops; everybody knows the password, so nobody works like this elsewhere."""

from store.accounts.staff import Grant, NewStaff, Role

STAFF = NewStaff("staff@example.org", "Demo Staff", "demo-staff-password", [Grant(role) for role in Role])
"""Every role in every region."""
