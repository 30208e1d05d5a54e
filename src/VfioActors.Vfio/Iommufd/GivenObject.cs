namespace VfioActors.Vfio.Iommufd;

/// <summary>An object that is there at the start.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Parent">What it needs, by number; 0 for nothing.</param>
/// <param name="Other">What else it needs; 0 for nothing.</param>
/// <param name="Detail">Its type or number.</param>
/// <param name="Marks">What else is known.</param>
public sealed record GivenObject(
    ObjectKind Kind, int Parent = 0, int Other = 0, int Detail = 0, ObjectMarks Marks = ObjectMarks.None);
