using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr.Storms;

/// <summary>
/// Registers a region of the memory with a sPAPR container, or ends that: it is refused while entries lead there, and
/// then tried again.
/// </summary>
/// <param name="containers">The containers to choose from.</param>
/// <param name="start">Where the memory starts.</param>
/// <param name="regions">How many regions it has, side by side.</param>
public sealed class RegionWorkload(IReadOnlyList<ActorId> containers, Vaddr start, int regions) : StormWorkload
{
    /// <summary>Its name in a mix.</summary>
    public const string Word = "region";

    /// <summary>How many pages a region has.</summary>
    public const int PagesOfRegion = 4;

    private const int Registering = 0;
    private const int Unregistering = 1;

    /// <inheritdoc/>
    public override string Name => Word;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["register", "unregister"];

    /// <inheritdoc/>
    public override int GivesBack => Unregistering;

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (MayGiveBack(state, place, outbox) is { } given) { return given; }
        if (!hasRoom) { return null; }
        StormThing thing = new(place, containers[state.Throw(containers.Count)], state.Throw(regions));
        return Ask(new(thing, Registering, 0), outbox);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        var error = envelope.Read<SpaprContainerMessage.Done>().Error;
        var holds = call.Verb == Registering ? error == Errno.None : error is Errno.EBUSY or Errno.EAGAIN;
        if (holds) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) =>
        containers.Contains(call.Thing.At) && call.Thing.Key >= 0 && call.Thing.Key < regions;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        var page = (ulong)call.Thing.Key * PagesOfRegion;
        Vaddr at = new(start.Value + (page << Paging.Shift));
        ByteCount size = new((ulong)PagesOfRegion << Paging.Shift);
        if (call.Verb == Registering)
        {
            outbox.Send(call.Thing.At, new SpaprContainerMessage.Register(at, size, default, default));
        }
        else { outbox.Send(call.Thing.At, new SpaprContainerMessage.Unregister(at, size, default, default)); }

        return call;
    }
}
