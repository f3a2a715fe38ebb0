"""Stories through the whole product: a person does something in Slack, another one sees it."""
