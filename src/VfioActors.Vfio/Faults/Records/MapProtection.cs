namespace VfioActors.Vfio.Faults.Records;

/// <summary>What a user asks to do with pages that it maps.</summary>
public enum MapProtection : long
{
    /// <summary>To read them.</summary>
    Read,

    /// <summary>To read and write them.</summary>
    ReadWrite,
}
