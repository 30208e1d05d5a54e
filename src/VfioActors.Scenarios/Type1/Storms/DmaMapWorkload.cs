using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1.Storms;

/// <summary>
/// Maps a slot of a container's addresses, or unmaps one of its own, as the dice say. All mappings are of the same
/// length, so that a range within a slot is mapped as a whole or not at all.
/// </summary>
/// <param name="containers">The containers to choose from.</param>
/// <param name="slots">How many slots each has.</param>
/// <param name="memory">Where slot 0 is in the memory of the process.</param>
public sealed class DmaMapWorkload(IReadOnlyList<ActorId> containers, int slots, Vaddr memory)
    : PairedWorkload(containers, slots)
{
    /// <summary>Its name in a mix.</summary>
    internal const string Word = "dmamap";

    /// <summary>How many pages a slot has.</summary>
    public const int PagesOfSlot = 4;

    private static readonly ByteCount Size = new((ulong)PagesOfSlot << Paging.Shift);

    /// <inheritdoc/>
    public override string Name => Word;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["map", "unmap"];

    /// <inheritdoc/>
    protected override void Take(ActorId at, ulong place, Outbox outbox)
    {
        var iova = IovaOf(place);
        Vaddr vaddr = new(memory.Value + iova.Value);
        outbox.Send(at, new ContainerMessage.Map(iova, vaddr, Size, MapModes.ReadWrite, default));
    }

    /// <inheritdoc/>
    protected override void GiveBack(ActorId at, ulong place, Outbox outbox) =>
        outbox.Send(at, new ContainerMessage.Unmap(IovaOf(place), Size, default, UnmapModes.None, default));

    /// <inheritdoc/>
    protected override Errno ErrorOf(in Envelope answer) => answer.Read<ContainerMessage.Done>().Error;

    private static Iova IovaOf(ulong slot) => new((slot * PagesOfSlot) << Paging.Shift);
}
