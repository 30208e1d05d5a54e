using VfioActors.Behaviors;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// Maps a slot of a container's addresses, or unmaps one of its own, as the dice say. All mappings are of the same
/// length, so that a range within a slot is mapped as a whole or not at all.
/// </summary>
/// <param name="containers">The containers to choose from.</param>
/// <param name="slots">How many slots each has.</param>
/// <param name="memory">Where slot 0 is in the memory of the process.</param>
public sealed class DmaMapWorkload(IReadOnlyList<ActorId> containers, int slots, Vaddr memory) : StormWorkload
{
    /// <summary>How many pages a slot has.</summary>
    public const int PagesOfSlot = 4;

    private const int Mapping = 0;
    private const int Unmapping = 1;

    private static readonly ByteCount Size = new((ulong)PagesOfSlot << Paging.Shift);

    /// <inheritdoc/>
    public override string Name => "dmamap";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["map", "unmap"];

    /// <inheritdoc/>
    public override int GivesBack => Unmapping;

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (MayGiveBack(state, place, outbox) is { } given) { return given; }
        if (!hasRoom) { return null; }
        StormThing thing = new(place, containers[state.Throw(containers.Count)], state.Throw(slots));
        return Ask(new(thing, Mapping, 0), outbox);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        var error = envelope.Read<ContainerMessage.Done>().Error;
        var holds = call.Verb == Mapping ? error == Errno.None : error == Errno.EAGAIN;
        if (holds) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) =>
        containers.Contains(call.Thing.At) && call.Thing.Key >= 0 && call.Thing.Key < slots;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        Iova iova = new(((ulong)call.Thing.Key * PagesOfSlot) << Paging.Shift);
        Vaddr vaddr = new(memory.Value + iova.Value);
        if (call.Verb == Mapping)
        {
            outbox.Send(call.Thing.At, new ContainerMessage.Map(iova, vaddr, Size, MapModes.ReadWrite, default));
        }
        else { outbox.Send(call.Thing.At, new ContainerMessage.Unmap(iova, Size, default, UnmapModes.None, default)); }

        return call;
    }
}
