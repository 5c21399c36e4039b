"""What is to be done: demand, flows, backlogs, jobs, tasks, crews."""
