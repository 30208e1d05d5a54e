using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Coverage;

/// <summary>A call that is answered as a row says.</summary>
/// <param name="System">Which system.</param>
/// <param name="Operation">The operation that is called last.</param>
/// <param name="Error">The answer.</param>
/// <param name="When">What is so when it is called.</param>
/// <param name="Call">Makes the calls, and answers what the last one was answered.</param>
internal sealed record Witness(string System, string Operation, Errno Error, string When, Func<Errno> Call)
{
    /// <summary>The witnesses of all systems.</summary>
    internal static IReadOnlyList<Witness> All { get; } =
    [
        .. Of("aux", AuxDomains.ErrnoWitnesses.All),
        .. Of("type1", Containers.ErrnoWitnesses.All),
        .. Of("dma-rw", DmaRw.ErrnoWitnesses.All),
        .. Of("spapr", Spapr.ErrnoWitnesses.All),
        .. Of("fault", Faults.ErrnoWitnesses.All),
        .. Of("living", Living.ErrnoWitnesses.All),
    ];

    internal string Pair => ErrnoRow.PairOf(System, Operation, Error);

    private static IEnumerable<Witness> Of(
        string system, IEnumerable<(string Operation, Errno Error, string When, Func<Errno> Call)> witnesses) =>
        witnesses.Select(known => new Witness(system, known.Operation, known.Error, known.When, known.Call));
}
