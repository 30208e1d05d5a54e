using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>What a device's domain says when it is asked whether it is nested.</summary>
/// <param name="Error">Why it cannot say; it is passed on.</param>
/// <param name="IsNested">Whether its user owns stage 1; false too when there is no domain.</param>
public sealed record NestingAnswer(Errno Error, bool IsNested)
{
    /// <summary>It is nested.</summary>
    public static NestingAnswer Nested { get; } = new(Errno.None, true);

    /// <summary>There is no domain, or it is not nested: nothing is shown to the user.</summary>
    public static NestingAnswer Plain { get; } = new(Errno.None, false);
}
