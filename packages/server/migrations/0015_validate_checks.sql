-- A look at the old rows, which lets readers and writers pass.
alter table events validate constraint events_iva_bp_check;
alter table pools validate constraint pools_kind_check;
alter table orders validate constraint orders_discount_minor_check;
alter table orders validate constraint orders_promo_code_id_fkey;
alter table orders validate constraint orders_total_adds_up;
alter table orders validate constraint orders_tax_within_total;
alter table order_lines validate constraint order_lines_discount_minor_check;
alter table order_lines validate constraint order_lines_total_adds_up;
alter table scans validate constraint scans_of_list;
alter table admissions validate constraint admissions_of_list;
