using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Calls;

/// <summary>What comes back from a call into the kernel, or from a call of one part of it to another.</summary>
public static class CallMessage
{
    /// <summary>Answers a call, once.</summary>
    /// <param name="Value">What it gives: the id of a new object, a domain, or 0; the call says which.</param>
    /// <param name="Error">Why it was refused; none when it was not.</param>
    public readonly record struct Returned(int Value, Errno Error) : IMessage;
}
