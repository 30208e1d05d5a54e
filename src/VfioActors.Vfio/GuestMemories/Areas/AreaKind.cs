namespace VfioActors.Vfio.GuestMemories.Areas;

/// <summary>What is behind a range of a process' addresses.</summary>
public enum AreaKind
{
    /// <summary>Private memory of the process, in pages of 4 KiB.</summary>
    Anonymous = 0,

    /// <summary>Memory that processes share after a fork.</summary>
    AnonymousShared = 1,

    /// <summary>Private memory in transparent huge pages of 2 MiB.</summary>
    TransparentHuge = 2,

    /// <summary>Memory in huge pages of 2 MiB from the pool.</summary>
    Huge = 3,

    /// <summary>Private memory that may only be read.</summary>
    AnonymousReadOnly = 4,

    /// <summary>Addresses that nothing may access.</summary>
    NoAccess = 5,

    /// <summary>A file opened for reading, shared.</summary>
    FileReadOnly = 6,

    /// <summary>A private copy of a file, writable.</summary>
    FilePrivate = 7,

    /// <summary>A private copy of a file that may only be read.</summary>
    FilePrivateReadOnly = 8,

    /// <summary>A file, shared, writable.</summary>
    FileShared = 9,

    /// <summary>Pages of a driver, with ordinary page records.</summary>
    DriverPages = 10,

    /// <summary>Memory of a driver whose page records are marked reserved, mapped by number.</summary>
    DriverReserved = 11,

    /// <summary>Memory of a driver whose page records are not marked reserved, mapped by number.</summary>
    DriverNumbers = 12,

    /// <summary>Registers of a device: no page records.</summary>
    DeviceBar = 13,
}
