using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>Maps a page of a domain, or unmaps one of its own, as the dice say.</summary>
/// <param name="domains">The domains to choose from.</param>
/// <param name="pages">How many addresses there are to choose from, in each domain.</param>
public sealed class MapWorkload(IReadOnlyList<ActorId> domains, int pages) : StormWorkload
{
    private const int Mapping = 0;
    private const int Unmapping = 1;
    private const int PageShift = 12;

    /// <inheritdoc/>
    public override string Name => "map";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["map", "unmap"];

    /// <inheritdoc/>
    public override int GivesBack => Unmapping;

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (MayGiveBack(state, place, outbox) is { } given) { return given; }
        if (!hasRoom) { return null; }
        var page = state.Throw(pages);
        StormThing thing = new(place, domains[state.Throw(domains.Count)], (long)page << PageShift);
        return Ask(new(thing, Mapping, 0), outbox);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        var error = envelope.Read<AuxDomainMessage.Done>().Error;
        var holds = call.Verb == Mapping ? error == Errno.None : error == Errno.EAGAIN;
        if (holds) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public override bool Knows(in StormCall call)
    {
        var page = call.Thing.Key >> PageShift;
        return domains.Contains(call.Thing.At) && page >= 0 && page < pages && page << PageShift == call.Thing.Key;
    }

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        Iova iova = new((ulong)call.Thing.Key);
        Pfn pfn = new((call.Thing.Key >> PageShift) + 1);
        if (call.Verb == Mapping) { outbox.Send(call.Thing.At, new AuxDomainMessage.Map(iova, pfn)); }
        else { outbox.Send(call.Thing.At, new AuxDomainMessage.Unmap(iova)); }

        return call;
    }
}
