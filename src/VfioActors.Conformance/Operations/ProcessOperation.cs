namespace VfioActors.Conformance.Operations;

/// <summary>A call that changes what a process may do, or the processes themselves.</summary>
public abstract record ProcessOperation : Operation
{
    private ProcessOperation() { }

    /// <summary>Sets the soft limit of locked memory.</summary>
    /// <param name="Bytes">The limit, or null for none.</param>
    public sealed record LimitLocked(ulong? Bytes) : ProcessOperation;

    /// <summary>Gives or takes the capability to lock memory beyond the limit.</summary>
    public sealed record SetCapability(bool Granted) : ProcessOperation;

    /// <summary>Makes a process that is a copy of the main one.</summary>
    /// <param name="Child">Its name.</param>
    public sealed record Fork(string Child) : ProcessOperation;

    /// <summary>Ends a process.</summary>
    /// <param name="Child">Its name.</param>
    public sealed record Kill(string Child) : ProcessOperation;
}
