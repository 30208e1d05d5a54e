using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;

namespace VfioActors.Vfio.PasidEntries;

/// <summary>
/// The memory in which one entry of a PASID table lies, beside the processors that write it and the hardware that reads
/// it: one part is read or written at a time.
/// </summary>
/// <param name="domain">The domain whose entry stands in it at the start; 0 for none.</param>
public sealed class EntryMemoryBehavior(int domain) : IBehavior<EntryMemoryState>
{
    /// <inheritdoc/>
    public EntryMemoryState Create(Journal journal)
    {
        EntryMemoryState state = new(journal);
        for (var part = 0; part < EntryPart.Count; part++)
        {
            state.Parts[part] = new(domain, part == 0 && domain > 0 ? 1 : 0);
        }

        return state;
    }

    /// <inheritdoc/>
    public void Receive(EntryMemoryState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<EntryMemoryState> Hears => field ??= new MessageTable<EntryMemoryState>()
        .On<EntryMemoryMessage.Fetch>(OnFetch)
        .On<EntryMemoryMessage.Store>(OnStore)
        .Says<EntryMemoryMessage.Fetched>()
        .Says<EntryMemoryMessage.Stored>();

    private static void OnFetch(
        EntryMemoryState state, in EntryMemoryMessage.Fetch fetch, ActorId reader, Outbox outbox) =>
        outbox.Send(reader, new EntryMemoryMessage.Fetched(state.Parts[fetch.Part]));

    private static void OnStore(
        EntryMemoryState state, in EntryMemoryMessage.Store store, ActorId writer, Outbox outbox)
    {
        outbox.Note($"part {store.Part} = {(store.Value.Domain == 0 ? "0" : $"domain {store.Value.Domain}")}");
        state.Parts[store.Part] = store.Value;
        outbox.Send(writer, default(EntryMemoryMessage.Stored));
    }

    /// <summary>Reads do not change what is read.</summary>
    public bool Commutes(in Envelope first, in Envelope second) =>
        first.Is<EntryMemoryMessage.Fetch>() && second.Is<EntryMemoryMessage.Fetch>();
}
