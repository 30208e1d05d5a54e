using System.Reflection;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>What sort of message an <see cref="Envelope"/> holds: one object for each message type.</summary>
public abstract class MessageKind
{
    private static readonly MessageKinds All = new();
    private readonly PropertyInfo[] _fields;

    private protected MessageKind(Type type)
    {
        Number = All.Add(this);
        Name = NameOf(type);
        TypeName = type.FullName ?? type.Name;
        Salt = Fingerprint.Of(Name);
        _fields = [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => IsStored(type, property))
            .OrderBy(property => property.MetadataToken)];
    }

    /// <summary>The name that traces carry: the protocol, a dot, the message; <c>AuxDomain.Attach</c>.</summary>
    public string Name { get; }

    /// <summary>The message's name alone: <c>Attach</c>.</summary>
    public string ShortName => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>The name of its type with all that is around it, which no other kind has.</summary>
    public string TypeName { get; }

    /// <summary>The fingerprint of the name, which tells kinds apart in states.</summary>
    public ulong Salt { get; }

    /// <summary>
    /// Tells kinds apart within one process, from 1 in the order of their first use: an envelope that holds a number
    /// instead of an object is copied as plain words.
    /// </summary>
    internal int Number { get; }

    /// <summary>The kind of a number; null for 0, which is that of no message.</summary>
    internal static MessageKind Of(int number) => All[number];

    /// <summary>The kind whose name has a fingerprint; null when it was never used.</summary>
    internal static MessageKind? WithSalt(ulong salt) => All.WithSalt(salt);

    /// <summary>The kind of a message type.</summary>
    public static MessageKind Of<T>()
        where T : unmanaged, IMessage => MessageKindOf<T>.Instance;

    /// <summary>The fields of a message in the order of their declaration. Slow: for people and traces.</summary>
    public IEnumerable<MessageField> FieldsOf(Envelope envelope)
    {
        var message = Box(envelope);
        return _fields.Select(field => new MessageField(field.Name, field.GetValue(message)!));
    }

    /// <summary>The fingerprint of a message's words.</summary>
    internal abstract ulong Hash(in Payload payload);

    /// <summary>The words of a message with other numbers.</summary>
    internal abstract Payload Renamed(in Payload payload, Renaming renaming);

    private protected abstract object Box(in Envelope envelope);

    /// <summary>What a message computes from its fields says nothing more than they do.</summary>
    private static bool IsStored(Type type, PropertyInfo property) =>
        type.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static string NameOf(Type type)
    {
        const string Suffix = "Message";
        var name = WithArguments(type);
        if (type.DeclaringType is not { } declaring) { return name; }
        var protocol = WithoutArity(declaring.Name);
        var isSuffixed = protocol.EndsWith(Suffix, StringComparison.Ordinal);
        return $"{(isSuffixed ? protocol[..^Suffix.Length] : protocol)}.{name}";
    }

    /// <summary>A generic message is another kind for each type that it is made for.</summary>
    private static string WithArguments(Type type) => type.GetGenericArguments() is { Length: > 0 } arguments
        ? $"{WithoutArity(type.Name)}<{string.Join(',', arguments.Select(WithArguments))}>"
        : type.Name;

    private static string WithoutArity(string name) => name.Split('`')[0];
}
