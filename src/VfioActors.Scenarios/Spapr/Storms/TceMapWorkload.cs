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
    : PairedWorkload(containers, entries)
{
    /// <summary>Its name in a mix.</summary>
    public const string Word = "tcemap";

    /// <summary>Neighbours lead to pages of other regions.</summary>
    private const int Stride = 5;

    private static readonly ByteCount Size = new(1UL << Paging.Shift);

    /// <inheritdoc/>
    public override string Name => Word;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["map", "unmap"];

    /// <inheritdoc/>
    protected override void Take(ActorId at, ulong place, Outbox outbox)
    {
        Vaddr vaddr = new(start.Value + ((place * Stride % (ulong)pages) << Paging.Shift));
        outbox.Send(at, new SpaprContainerMessage.Map(IovaOf(place), vaddr, Size, SpaprModes.ReadWrite, default));
    }

    /// <inheritdoc/>
    protected override void GiveBack(ActorId at, ulong place, Outbox outbox) =>
        outbox.Send(at, new SpaprContainerMessage.Unmap(IovaOf(place), Size, default, default));

    /// <inheritdoc/>
    protected override Errno ErrorOf(in Envelope answer) => answer.Read<SpaprContainerMessage.Done>().Error;

    private static Iova IovaOf(ulong entry) => new(entry << Paging.Shift);
}
