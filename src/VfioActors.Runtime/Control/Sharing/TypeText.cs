namespace VfioActors.Runtime.Control.Sharing;

/// <summary>Types as people write them.</summary>
internal static class TypeText
{
    /// <summary>The name, with what it is made of: <c>List&lt;String&gt;</c>.</summary>
    internal static string Of(Type type)
    {
        if (type.IsArray) { return $"{Of(type.GetElementType()!)}[]"; }
        if (!type.IsGenericType) { return type.Name; }
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
    }
}
