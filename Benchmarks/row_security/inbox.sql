select matter.id, duty_assignment.number, duty, state, due_on, debtor_name, case_number
from duty_assignment join matter on matter.id = duty_assignment.matter_id
    and exists (select from involvement as held where held.unit = :unit and held.matter_id = matter.id)
where duty_assignment.unit = :unit and duty_assignment.settled_at is null
order by due_on, duty_assignment.matter_id, duty_assignment.number limit 51;
