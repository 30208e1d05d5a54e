using VfioActors.Behaviors;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Vfio.Storms;

/// <summary>
/// Makes a vendor driver read or write a page by IOVA with the CPU, whether anybody has it mapped or not: nothing is
/// pinned for that.
/// </summary>
/// <param name="drivers">The drivers to choose from.</param>
/// <param name="slots">How many slots each container has.</param>
public sealed class DmaRwWorkload(IReadOnlyList<ActorId> drivers, int slots) : StormWorkload
{
    private const int Values = 16;

    private static readonly ByteCount Size = new(1UL << Paging.Shift);

    /// <inheritdoc/>
    public override string Name => "dmarw";

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        var driver = drivers[state.Throw(drivers.Count)];
        var page = state.Throw(slots * DmaMapWorkload.PagesOfSlot);
        var value = state.Throw(Values);
        var modes = value == 0 ? AccessModes.Read : AccessModes.Write;
        Iova iova = new((ulong)page << Paging.Shift);
        outbox.Send(driver, new VendorDriverMessage.Access(iova, Size, default, modes, value, 0));
        return new(new(place, driver, page), 0, 0);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox) =>
        envelope.Is<VendorDriverMessage.Bytes>() ? null : envelope.Read<VendorDriverMessage.Moved>().Error;

    /// <inheritdoc/>
    public override StormCall GiveBack(in StormThing thing, Outbox outbox) =>
        throw new BrokenPromiseException("who reads or writes holds nothing");
}
