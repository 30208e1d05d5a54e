using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Tests.Workloads.Shelves;

/// <summary>
/// A shelf whose things 0 and 1 are busy while one of the others is out, as a region is while an entry leads into it.
/// </summary>
/// <param name="isStuck">Whether 0 and 1 are busy for ever.</param>
internal sealed class ShelfBehavior(bool isStuck) : IBehavior<ShelfState>
{
    /// <summary>How many things are below the others.</summary>
    internal const int Lowers = 2;

    public ShelfState Create(Journal journal) => new(journal);

    public void Receive(ShelfState state, in Envelope envelope, Outbox outbox)
    {
        var error = Errno.None;
        if (envelope.Is<ShelfMessage.Take>(out var take)) { state.Uppers.Value += take.Key < Lowers ? 0 : 1; }
        else if (envelope.Read<ShelfMessage.Put>().Key >= Lowers) { state.Uppers.Value--; }
        else if (isStuck || state.Uppers.Value > 0) { error = Errno.EBUSY; }
        outbox.Send(envelope.From, new ShelfMessage.Answer(error));
    }
}
