// Imported before all else by tests of models that stall: they need not wait as long as users do.
process.env['OPENAI_IDLE_TIMEOUT_MS'] = '500';
