using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>What the rules say of one access.</summary>
/// <param name="Id">Which operation.</param>
/// <param name="Access">What was asked.</param>
/// <param name="Error">What must be answered.</param>
/// <param name="Places">Where its bytes are, run by run, up to the first that no mapping has.</param>
internal sealed record AccessExpectation(
    OperationId Id, VendorDriverMessage.Access Access, Errno Error, IReadOnlyList<(ulong Vaddr, ulong Count)> Places);
