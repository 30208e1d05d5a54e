using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Remote.Tests.Wire;

/// <summary>One message as two versions of a program have it: later fields go last.</summary>
internal static class Versions
{
    internal readonly record struct Older(Iova Iova, int Pages, Errno Error) : IMessage;

    internal readonly record struct Newer(Iova Iova, int Pages, Errno Error, int Tries, int Rights) : IMessage;

    internal readonly record struct Wider(Iova Iova, long Pages) : IMessage;

    internal readonly record struct Chosen(Iova Iova, int Pages, ByteOrder Order) : IMessage;

    internal enum ByteOrder
    {
        Little,
        Big,
    }
}
