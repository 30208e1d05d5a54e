using System.Reflection;
using System.Runtime.CompilerServices;

namespace VfioActors.Remote.Wire;

/// <summary>
/// The numbers of a type of message in the order of their declarations, found once: from then on a message is written
/// and read by this list, without a look at its type.
/// </summary>
/// <remarks>
/// On the wire: how many numbers, then each. A reader that knows fewer leaves out the rest, one that knows more has
/// zero for what is not there: so new fields go last, and none is ever removed or moved.
/// </remarks>
internal sealed class WireLayout
{
    private readonly WireField[] _fields;
    private readonly int _size;

    private WireLayout(WireField[] fields, int size) => (_fields, _size) = (fields, size);

    /// <summary>The numbers in order.</summary>
    internal IReadOnlyList<WireField> Fields => _fields;

    /// <summary>The layout of a type: numbers, enums and structs of these, without gaps.</summary>
    /// <exception cref="ArgumentException">It has something else in it.</exception>
    internal static WireLayout Of(Type type)
    {
        List<WireField> fields = [];
        var size = Add(type, "", 0, fields);
        return new([.. fields], size);
    }

    /// <summary>Writes a message.</summary>
    internal void Write(ref WireWriter writer, scoped ReadOnlySpan<byte> message)
    {
        writer.Number(_fields.Length);
        foreach (var field in _fields)
        {
            var bits = field.Of(message);
            if (!field.Knows(bits)) { throw new WireException($"{field.Name} is {bits}, which is none of its enum"); }
            writer.Number(field.ToWire(bits));
        }
    }

    /// <summary>Reads a message.</summary>
    /// <param name="message">As long as the type, and zero.</param>
    internal void Read(ref WireReader reader, scoped Span<byte> message)
    {
        var count = reader.Number("the count of fields", WireLimits.Fields);
        for (var place = 0; place < count; place++)
        {
            var wire = reader.Number();
            if (place >= _fields.Length) { continue; }
            var field = _fields[place];
            var bits = field.FromWire(wire) ?? throw reader.Wrong($"{field.Name} does not fit {field.Bytes} bytes");
            if (!field.Knows(bits)) { throw reader.Wrong($"{field.Name} is {bits}, which is none of its enum"); }
            field.Put(message[.._size], bits);
        }
    }

    private static int Add(Type type, string name, int offset, List<WireField> fields)
    {
        if (type.IsEnum || type.IsPrimitive)
        {
            fields.Add(FieldOf(type, name, offset));
            return fields[^1].Bytes;
        }

        var start = offset;
        var members = type
            .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .OrderBy(member => member.MetadataToken);
        var times = type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1;
        for (var time = 0; time < times; time++)
        {
            foreach (var member in members)
            {
                var own = times == 1 ? NameOf(member) : $"{time}";
                offset += Add(member.FieldType, name.Length == 0 ? own : $"{name}.{own}", offset, fields);
            }
        }

        return offset - start;
    }

    private static WireField FieldOf(Type type, string name, int offset)
    {
        var number = type.IsEnum ? Enum.GetUnderlyingType(type) : type;
        var (bytes, isSigned) = Type.GetTypeCode(number) switch
        {
            TypeCode.Boolean or TypeCode.Byte => (1, false),
            TypeCode.SByte => (1, true),
            TypeCode.UInt16 => (2, false),
            TypeCode.Int16 => (2, true),
            TypeCode.UInt32 => (4, false),
            TypeCode.Int32 => (4, true),
            TypeCode.UInt64 => (8, false),
            TypeCode.Int64 => (8, true),
            _ => throw new ArgumentException($"{name} is a {type.Name}, which does not travel"),
        };
        return new(name, offset, bytes, isSigned, ValuesOf(type, bytes));
    }

    private static ulong[]? ValuesOf(Type type, int bytes)
    {
        if (type == typeof(bool)) { return [0, 1]; }
        if (!type.IsEnum || type.IsDefined(typeof(FlagsAttribute))) { return null; }
        var mask = bytes == 8 ? ulong.MaxValue : (1UL << (bytes * 8)) - 1;
        var values = Enum.GetValuesAsUnderlyingType(type).Cast<IConvertible>()
            .Select(value => value is ulong large ? large : unchecked((ulong)value.ToInt64(null)) & mask);
        return [.. values.Append(0UL).Distinct().Order()];
    }

    /// <summary>The property that the compiler keeps in the field, or the field itself.</summary>
    private static string NameOf(FieldInfo field) =>
        field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
}
