using System.Reflection;
using System.Runtime.CompilerServices;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>The <see cref="MessageKind"/> of one message type.</summary>
/// <typeparam name="T">The message type.</typeparam>
internal sealed class MessageKindOf<T> : MessageKind
    where T : unmanaged, IMessage
{
    private MessageKindOf()
        : base(typeof(T))
    {
        if (Unsafe.SizeOf<T>() > Unsafe.SizeOf<Payload>())
        {
            throw new InvalidOperationException(
                $"{Name} has {Unsafe.SizeOf<T>()} bytes, and a message at most {Unsafe.SizeOf<Payload>()}");
        }

        IsEmpty = typeof(T).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Length == 0;
        if (!IsEmpty) { _ = Words<T>.Bytes; }
    }

    /// <summary>The one object of this kind.</summary>
    public static MessageKindOf<T> Instance { get; } = new();

    /// <summary>The number of this kind, which compiled code holds as a constant.</summary>
    internal static int Code { get; } = Instance.Number;

    /// <summary>Whether the message has no fields: its one byte means nothing and is not copied.</summary>
    internal bool IsEmpty { get; }

    /// <inheritdoc/>
    internal override ulong Hash(in Payload payload) =>
        IsEmpty ? Salt : Words<T>.Hash(in Unsafe.As<Payload, T>(ref Unsafe.AsRef(in payload)), Salt);

    /// <inheritdoc/>
    internal override Payload Renamed(in Payload payload, Renaming renaming)
    {
        var renamed = payload;
        if (IsEmpty || !IdPlaces<T>.AreTouched(renaming)) { return renamed; }
        ref var message = ref Unsafe.As<Payload, T>(ref renamed);
        message = IdPlaces<T>.Renamed(in message, renaming);
        return renamed;
    }

    private protected override object Box(in Envelope envelope) => envelope.Read<T>();
}
