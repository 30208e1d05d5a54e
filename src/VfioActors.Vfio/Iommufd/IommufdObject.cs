namespace VfioActors.Vfio.Iommufd;

/// <summary>An object of iommufd.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Phase">How far it is in its life.</param>
/// <param name="Users">The count that keeps it: 1 of the table, and 1 of everything that needs it.</param>
/// <param name="ShortTerm">How many of these are calls that will soon be over.</param>
/// <param name="Parent">The object that it needs: of a HWPT the IOAS or HWPT below, else the virtual IOMMU.</param>
/// <param name="Other">Of a HWPT its fault queue, of a device its vDEVICE, of a vDEVICE its device.</param>
/// <param name="Detail">Of a vDEVICE its number for the guest, of a queue its type.</param>
/// <param name="Maps">How many mappings of it users have.</param>
/// <param name="Marks">What else is known.</param>
/// <param name="Serial">Tells its memory from that of another object of the same number.</param>
public readonly record struct IommufdObject(
    ObjectKind Kind,
    ObjectPhase Phase,
    int Users,
    int ShortTerm,
    ObjectId Parent,
    ObjectId Other,
    int Detail,
    int Maps,
    ObjectMarks Marks,
    int Serial)
{
    /// <summary>Whether it has the mark.</summary>
    public bool Is(ObjectMarks mark) => (Marks & mark) == mark;
}
