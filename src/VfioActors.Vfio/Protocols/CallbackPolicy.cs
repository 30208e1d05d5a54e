namespace VfioActors.Vfio.Protocols;

/// <summary>What a vendor driver does when it is told that a range goes away.</summary>
public enum CallbackPolicy
{
    /// <summary>Drops every pin that it holds in the range.</summary>
    UnpinAll = 0,

    /// <summary>Drops one reference of the first page that it holds in the range.</summary>
    UnpinOne = 1,

    /// <summary>Drops one reference of each page that it holds in the range.</summary>
    UnpinReference = 2,

    /// <summary>Drops nothing.</summary>
    Refuse = 3,

    /// <summary>Drops what <see cref="VendorDriverMessage.Foresee"/> said, literally.</summary>
    Script = 4,

    /// <summary>Drops every pin that it holds in the range, and stops listening for ever.</summary>
    UnpinAllAndLeave = 5,
}
