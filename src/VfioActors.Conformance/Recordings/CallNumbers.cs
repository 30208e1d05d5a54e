using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Recordings;

/// <summary>
/// The calls by number that take no pointer: however they are made, they are what their number says.
/// </summary>
internal static class CallNumbers
{
    /// <summary>The operation that a call by number is; the call itself when its argument is a pointer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isSpapr">Whether it is made to a container of the POWER platform.</param>
    public static Operation Meaning(ContainerOperation.CallRaw call, bool isSpapr) => call.Number switch
    {
        0 => new ContainerOperation.AskVersion { Container = call.Container },
        1 => new ContainerOperation.AskExtension(Narrow(call.Argument)) { Container = call.Container },
        2 => new ContainerOperation.SetIommu(Narrow(call.Argument)) { Container = call.Container },
        15 or 16 when isSpapr => new SpaprOperation.Enable(call.Container, On: call.Number == 15),
        _ => call,
    };

    /// <summary>No extension and no type has the number 0, nor one of more than 31 bits.</summary>
    private static int Narrow(ulong argument) => argument <= int.MaxValue ? (int)argument : 0;
}
