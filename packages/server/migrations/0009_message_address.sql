-- Who writes to us is answered in the language, and about the order, of the last message that went to the same address.
create index deliveries_address on deliveries (address, created_at desc);
