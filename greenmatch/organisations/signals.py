"""News of organisations, for the features above this one.

A subscriber is called as `handler(session, organisation=...)`, in the transaction of the change;
`session` is the sender. Subscribe with `.connect(handler)`.
"""

from blinker import Signal

organisation_changed = Signal("what others show of an organisation changed: name, type, country")
organisation_shown = Signal("an organisation can be seen again")
organisation_closed = Signal("an organisation has ended for good; called with `actor_id` too")
organisation_hidden = Signal("an organisation was suspended or closed: nothing of it may be seen")
