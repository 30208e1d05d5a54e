using System.Runtime.InteropServices;
using VfioActors.Behaviors.Values;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>The fingerprints of the types of messages.</summary>
internal sealed class MessageTypes
{
    private readonly Dictionary<Type, ulong> _types = [];
    private (Type? Type, ulong Hash) _last;

    internal ulong Of(object message)
    {
        if (message.GetType() == _last.Type) { return _last.Hash; }
        ref var hash = ref CollectionsMarshal.GetValueRefOrAddDefault(_types, message.GetType(), out var known);
        if (!known) { hash = Fingerprint.Of(message.GetType().FullName ?? ""); }
        _last = (message.GetType(), hash);
        return hash;
    }
}
