using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>What a driver is answered that accesses memory.</summary>
/// <param name="Error">Why it was refused, or came to an end too early.</param>
/// <param name="Done">How many bytes it is told were accessed.</param>
public readonly record struct AccessAnswer(Errno Error, ulong Done)
{
    /// <summary>All of it was accessed.</summary>
    public static AccessAnswer All(ulong bytes) => new(Errno.None, bytes);

    /// <summary>It was refused, or came no further than so many bytes.</summary>
    public static AccessAnswer Refused(Errno error, ulong after = 0) => new(error, after);
}
