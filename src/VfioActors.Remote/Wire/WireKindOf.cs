using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Runtime.Dispatch;

namespace VfioActors.Remote.Wire;

/// <summary>How messages of one type travel.</summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed class WireKindOf<T>() : WireKind(MessageKind.Of<T>().Name, WireLayout.Of(typeof(T)))
    where T : unmanaged, IMessage
{
    internal override void Write(ref WireWriter writer, object message) =>
        Layout.Write(ref writer, BytesOf(ref Unsafe.Unbox<T>(message)));

    internal override object Read(ref WireReader reader) => ReadMessage(ref reader);

    internal override void WriteFrom(ref WireWriter writer, in Envelope envelope)
    {
        var message = envelope.Read<T>();
        Layout.Write(ref writer, BytesOf(ref message));
    }

    internal override PooledEnvelope ReadInto(
        ref WireReader reader, ActorId from, ActorId to, OperationId operation, int cause) =>
        new(Envelope.Of(from, to, operation, cause, ReadMessage(ref reader)));

    internal override object? WithError(object message, int error)
    {
        var changed = (T)message;
        if (Layout.Fields.FirstOrDefault(field => field.Name == "Error") is not { } field) { return null; }
        field.Put(BytesOf(ref changed), (ulong)error);
        return changed;
    }

    private T ReadMessage(ref WireReader reader)
    {
        T message = default;
        Layout.Read(ref reader, BytesOf(ref message));
        return message;
    }

    private static Span<byte> BytesOf(ref T message) => MemoryMarshal.AsBytes(new Span<T>(ref message));
}
