-- Names each function to Redis and lets only the known epoch in.

local function register(name, work, flags)
  redis.register_function({
    function_name = 'LIBRARY_' .. name,
    flags = flags,
    callback = function(keys, args)
      call, pack, unpacked = redis.call, cmsgpack.pack, cmsgpack.unpack
      if call('GET', keys[1] .. 'epoch') ~= args[1] then return redis.error_reply('PARLEYEPOCH another epoch') end
      return work(keys[1], args)
    end,
  })
end

local reading, removing = { 'no-writes' }, { 'allow-oom' }
register('append', append, {})
register('now', now, reading)
register('rights', rights, removing)
register('read', read, reading)
register('heads', heads, reading)
register('read_all', read_all, reading)
register('find_ack', find_ack, reading)
register('lookup', lookup, reading)
register('read_texts', read_texts, reading)
register('read_documents', read_documents, reading)
register('due_until', due_until, reading)
register('pending_outbox', pending_outbox, reading)
register('last_beat', last_beat, reading)
register('put_document', put_document, {})
register('outbox_delivered', outbox_delivered, removing)
register('beat', beat, removing)
register('whisper', whisper, removing)
register('erase_author', erase_author, removing)
register('delete_streams', delete_streams, removing)
register('scrub_due', scrub_due, reading)
register('scrubbed', scrubbed, removing)
