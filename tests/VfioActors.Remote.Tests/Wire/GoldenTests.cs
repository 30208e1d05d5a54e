using System.Globalization;
using VfioActors.Remote.Wire;
using VfioActors.Testing;

namespace VfioActors.Remote.Tests.Wire;

/// <summary>
/// What travels never changes: not the number of the serializer, not the name of a kind, not the order of fields. A new
/// kind is a new line of the file, a new field goes last in its line; any other difference is a mistake.
/// </summary>
[Collection(nameof(Wires))]
public sealed class GoldenTests(Wires wires)
{
    [Fact]
    public void The_bytes_of_every_kind_are_those_of_the_file() =>
        Golden.Verify("Wire", string.Join('\n', Samples.Kinds.All.Select(LineOf)) + "\n");

    [Fact]
    public void The_numbers_of_the_serializers_never_change()
    {
        var message = Samples.Made(Samples.Kinds.All.First(), 0);
        Assert.Equal(1610, wires.Of(hyperion: false).FindSerializerFor(message).Identifier);
        Assert.Equal(1611, wires.Of(hyperion: true).FindSerializerFor(message).Identifier);
    }

    private string LineOf(WireKind kind)
    {
        var message = Samples.Made(kind, 0);
        var bytes = wires.Of(hyperion: false).FindSerializerFor(message).ToBinary(message);
        var fields = kind.Layout.Fields.Select(TextOf);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{kind.Name}({string.Join(", ", fields)}) {Convert.ToHexStringLower(bytes)}");
    }

    private static string TextOf(WireField field)
    {
        var sort = field.Values is not null ? "enum" : field.IsSigned ? "int" : "uint";
        return $"{field.Name} {sort}{field.Bytes * 8}";
    }
}
