namespace VfioActors.Tracing;

/// <summary>The keys that one sort of JSON object may have.</summary>
/// <param name="required">Those that it must have.</param>
/// <param name="optional">Those that it may leave out.</param>
internal sealed class JsonKeys(string[] required, string[] optional)
{
    private readonly string[] _all = [.. required, .. optional];

    /// <summary>How many keys there are.</summary>
    public int Count => _all.Length;

    /// <summary>The key at an index.</summary>
    public string this[int index] => _all[index];

    /// <summary>The first required key that was not seen; null when all were.</summary>
    /// <param name="seen">One bit for each key, by index.</param>
    public string? Missing(uint seen)
    {
        for (var index = 0; index < required.Length; index++)
        {
            if ((seen & (1u << index)) == 0) { return required[index]; }
        }

        return null;
    }

    /// <summary>The keys for a message.</summary>
    public override string ToString() => "one of " + string.Join(", ", _all);
}
