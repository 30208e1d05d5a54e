namespace VfioActors.Vfio.PasidEntries;

/// <summary>A quarter of a PASID table entry: 128 bits, which hardware reads and a processor writes whole.</summary>
/// <param name="Domain">To which domain what stands in it belongs: 0 when it is zeroed.</param>
/// <param name="Present">1 when the Present bit is set; only the first part has that bit.</param>
public readonly record struct EntryPart(int Domain, int Present)
{
    /// <summary>How many parts an entry of 512 bits has.</summary>
    public const int Count = 4;
}
