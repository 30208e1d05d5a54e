using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Viommus;

/// <summary>What the IOMMU that a guest is shown hears from the guest: its writes to the tables.</summary>
public static class ViommuMessage
{
    /// <summary>The guest lets its devices reach a range of its memory.</summary>
    /// <param name="Iova">Where devices find it.</param>
    /// <param name="Target">Where it is in the guest's memory.</param>
    /// <param name="Size">Bytes.</param>
    /// <remarks>
    /// Answer: <see cref="Done"/>, once the container has the mapping. Errors: as Container.Map says.
    /// </remarks>
    public readonly record struct Map(Iova Iova, GuestAddress Target, ByteCount Size) : IMessage;

    /// <summary>The guest takes a range away again.</summary>
    /// <remarks>
    /// Answer: <see cref="Done"/>, once the container has let go. Errors: as Container.Unmap says.
    /// </remarks>
    public readonly record struct Unmap(Iova Iova, ByteCount Size) : IMessage;

    /// <summary>Answers both.</summary>
    public readonly record struct Done(Errno Error) : IMessage;
}
