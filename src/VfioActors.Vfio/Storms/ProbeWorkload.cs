using VfioActors.Behaviors;
using VfioActors.Vfio.IommuUnits;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Storms;

/// <summary>
/// Lets a device read memory under some PASID, whoever has it now: mostly it faults, sometimes it reads.
/// </summary>
/// <param name="units">The unit of each device.</param>
/// <param name="pasids">The ids 1 to this are tried.</param>
/// <param name="pages">How many addresses are tried.</param>
public sealed class ProbeWorkload(IReadOnlyList<ActorId> units, int pasids, int pages) : StormWorkload
{
    private const int PageShift = 12;

    /// <inheritdoc/>
    public override string Name => "dma";

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        var device = state.Throw(units.Count);
        Iova iova = new((ulong)state.Throw(pages) << PageShift);
        outbox.Send(units[device], new IommuUnitMessage.Dma(new(device), new(1 + state.Throw(pasids)), iova));
        return new(new(place, units[device], device), 0, 0);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox) =>
        envelope.Read<IommuUnitMessage.Read>().Error;

    /// <inheritdoc/>
    public override StormCall GiveBack(in StormThing thing, Outbox outbox) =>
        throw new BrokenPromiseException("a probe holds nothing");
}
