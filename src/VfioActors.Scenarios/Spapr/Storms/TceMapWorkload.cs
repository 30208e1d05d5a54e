using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr.Storms;

/// <summary>
/// Leads an entry of a sPAPR container's window to a page, or empties it. Who finds an entry that another has made
/// takes its place; where no region is registered the map is refused.
/// </summary>
/// <param name="containers">The containers to choose from.</param>
/// <param name="start">Where the memory starts.</param>
/// <param name="entries">How many entries a window has.</param>
/// <param name="pages">How many pages the memory has.</param>
public sealed class TceMapWorkload(IReadOnlyList<ActorId> containers, Vaddr start, int entries, int pages)
    : StormWorkload
{
    /// <summary>Its name in a mix.</summary>
    public const string Word = "tcemap";

    private const int Mapping = 0;
    private const int Unmapping = 1;

    /// <summary>Neighbours lead to pages of other regions.</summary>
    private const int Stride = 5;

    /// <inheritdoc/>
    public override string Name => Word;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["map", "unmap"];

    /// <inheritdoc/>
    public override int GivesBack => Unmapping;

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (MayGiveBack(state, place, outbox) is { } given) { return given; }
        if (!hasRoom) { return null; }
        StormThing thing = new(place, containers[state.Throw(containers.Count)], state.Throw(entries));
        return Ask(new(thing, Mapping, 0), outbox);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        var error = envelope.Read<SpaprContainerMessage.Done>().Error;
        var holds = call.Verb == Mapping ? error == Errno.None : error == Errno.EAGAIN;
        if (holds) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) =>
        containers.Contains(call.Thing.At) && call.Thing.Key >= 0 && call.Thing.Key < entries;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        Iova iova = new((ulong)call.Thing.Key << Paging.Shift);
        ByteCount size = new(1UL << Paging.Shift);
        if (call.Verb == Unmapping)
        {
            outbox.Send(call.Thing.At, new SpaprContainerMessage.Unmap(iova, size, default, default));
            return call;
        }

        Vaddr at = new(start.Value + ((ulong)(call.Thing.Key * Stride % pages) << Paging.Shift));
        outbox.Send(call.Thing.At, new SpaprContainerMessage.Map(iova, at, size, SpaprModes.ReadWrite, default));
        return call;
    }
}
