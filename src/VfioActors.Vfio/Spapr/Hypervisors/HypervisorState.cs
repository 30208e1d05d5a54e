using VfioActors.Behaviors;
using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Vfio.Spapr.Hypervisors;

/// <summary>What a hypervisor owns: a window of its guest's, and the entries as the guest has put them.</summary>
public sealed class HypervisorState : State, IWaits
{
    internal HypervisorState(Journal journal, HypervisorOptions options)
        : base(journal)
    {
        Window = Variable(options.StartsWith is { Window: var window }
            ? new DmaWindow(window.Start, window.Count, window.Shift, window.Container, 1, 0)
            : default);
        Number = Variable(options.StartsWith?.Number ?? 0);
        Works = SortedMap<OperationId, HypercallWork>(options.CallsMax);
        Guest = new(this, 1 << 20);
    }

    /// <summary>The window; without entries when none is attached.</summary>
    public Variable<DmaWindow> Window { get; }

    /// <summary>Its number at the IOMMU.</summary>
    public Variable<int> Number { get; }

    /// <summary>The hypercalls in hand, by operation.</summary>
    public SortedMap<OperationId, HypercallWork> Works { get; }

    /// <summary>The entries as the guest has put them, in space 0 by their index.</summary>
    public RunMap<GuestTceRun> Guest { get; }

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        for (var at = 0; at < Works.Count; at++) { waits.Queued(Works.Values[at].Client, Works.Keys[at]); }
    }

    /// <summary>Whether a window is attached.</summary>
    public bool HasWindow => Window.Value.Count.Value > 0;
}
