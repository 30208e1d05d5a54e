namespace VfioActors.Races.Packing;

/// <summary>A lock that was taken while another was held.</summary>
/// <param name="Outer">The address of the lock that was held.</param>
/// <param name="OuterPlace">Where it was taken: see <see cref="LockPlace"/>.</param>
/// <param name="Inner">The address of the lock that was taken then.</param>
/// <param name="InnerPlace">Where that was.</param>
internal readonly record struct LockOrder(long Outer, int OuterPlace, long Inner, int InnerPlace)
{
    /// <summary>The line at which the outer one was taken.</summary>
    internal int OuterLine => LockPlace.LineOf(OuterPlace);

    /// <summary>The line at which the inner one was taken.</summary>
    internal int InnerLine => LockPlace.LineOf(InnerPlace);
}
