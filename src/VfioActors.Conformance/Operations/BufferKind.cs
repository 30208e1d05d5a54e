namespace VfioActors.Conformance.Operations;

/// <summary>What is behind a buffer.</summary>
public enum BufferKind
{
    /// <summary>Anonymous memory of 4 KiB pages.</summary>
    Anonymous,

    /// <summary>Anonymous memory that processes share after a fork.</summary>
    AnonymousShared,

    /// <summary>Anonymous memory in transparent huge pages.</summary>
    TransparentHuge,

    /// <summary>Huge pages of 2 MiB.</summary>
    Huge,

    /// <summary>Anonymous memory that may only be read and never was written.</summary>
    ReadOnly,

    /// <summary>Memory without any access.</summary>
    NoAccess,

    /// <summary>A shared mapping of a file that was opened for reading.</summary>
    FileReadOnly,

    /// <summary>A private mapping of a file.</summary>
    FilePrivate,

    /// <summary>A private mapping of a file that may only be read.</summary>
    FilePrivateReadOnly,

    /// <summary>A shared mapping of a file.</summary>
    FileShared,

    /// <summary>Ordinary pages of a driver.</summary>
    DriverPage,

    /// <summary>Reserved RAM of a driver, mapped by page number.</summary>
    Reserved,

    /// <summary>RAM of a driver that is not reserved, mapped by page number.</summary>
    ByNumber,

    /// <summary>Memory of a device.</summary>
    Bar,
}
