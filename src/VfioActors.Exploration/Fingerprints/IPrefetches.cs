namespace VfioActors.Exploration.Fingerprints;

/// <summary>Can be told which fingerprints will be looked for.</summary>
internal interface IPrefetches
{
    /// <summary>A fingerprint will be looked for: what stands where that begins is fetched meanwhile.</summary>
    void Prefetch(ulong fingerprint);
}
