namespace VfioActors.Vfio.Runs;

/// <summary>What a <see cref="RunTree{TKey,TRun}"/> holds: it knows its own place.</summary>
/// <typeparam name="TKey">What is compared.</typeparam>
internal interface IKeyed<TKey>
    where TKey : unmanaged, IComparable<TKey>
{
    /// <summary>Where it starts.</summary>
    TKey Key { get; }
}
