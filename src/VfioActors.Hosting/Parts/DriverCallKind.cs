namespace VfioActors.Hosting.Parts;

/// <summary>What the part of a vendor driver asks of its container.</summary>
internal enum DriverCallKind
{
    /// <summary>Pages are to stay where they are.</summary>
    Pin,

    /// <summary>References are given back.</summary>
    Unpin,

    /// <summary>It wants to be told of unmaps: the opening of the device goes on with the answer.</summary>
    Listen,

    /// <summary>It wants to be told no more: the closing of the device goes on with the answer.</summary>
    Unlisten,

    /// <summary>References that a player left behind are given back.</summary>
    Drop,
}
