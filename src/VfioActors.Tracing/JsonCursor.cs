namespace VfioActors.Tracing;

/// <summary>How far an object was read.</summary>
internal struct JsonCursor
{
    /// <summary>One bit for each key that was seen, by its index in <see cref="JsonKeys"/>.</summary>
    public uint Seen { get; set; }

    /// <summary>The index at which the next key is looked for first.</summary>
    public int Next { get; set; }

    /// <summary>The key whose value comes next.</summary>
    public string Key { get; set; }
}
