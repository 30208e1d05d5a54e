using VfioActors.Behaviors;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Storms;

/// <summary>
/// Starts the dirty log of a container, reads it, or stops it, as the dice say. Who started it stops it at the end,
/// even when another did so before.
/// </summary>
/// <param name="containers">The containers to choose from.</param>
/// <param name="slots">How many slots each has.</param>
public sealed class DirtyLogWorkload(IReadOnlyList<ActorId> containers, int slots) : StormWorkload
{
    /// <summary>Who has a log on stops it in one of so many throws, and reads it in the others.</summary>
    private const int StopsIn = 4;

    private const int Starting = 0;
    private const int Reading = 1;
    private const int Stopping = 2;
    private const int BitsOfByte = 8;

    /// <inheritdoc/>
    public override string Name => "dirtylog";

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (state.TryAny(place, out var held))
        {
            if (state.Throw(StopsIn) > 0) { return Read(in held, outbox); }
            state.Drop(in held);
            return GiveBack(in held, outbox);
        }

        if (!hasRoom) { return null; }
        StormThing thing = new(place, containers[state.Throw(containers.Count)], 0);
        outbox.Send(thing.At, default(ContainerMessage.StartLog));
        return new(thing, Starting, 0);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<ContainerMessage.Bits>()) { return null; }
        var error = envelope.Read<ContainerMessage.Done>().Error;
        var holds = call.Verb == Starting ? error == Errno.None : call.Verb == Stopping && error == Errno.EAGAIN;
        if (holds) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public override StormCall GiveBack(in StormThing thing, Outbox outbox)
    {
        outbox.Send(thing.At, default(ContainerMessage.StopLog));
        return new(thing, Stopping, 0);
    }

    private StormCall Read(in StormThing thing, Outbox outbox)
    {
        var pages = (ulong)slots * DmaMapWorkload.PagesOfSlot;
        ByteCount size = new(pages << Paging.Shift);
        outbox.Send(thing.At, new ContainerMessage.GetLog(
            default, size, new(pages / BitsOfByte), UnmapModes.None, default));
        return new(thing, Reading, 0);
    }
}
