// Written by npm run db:types; do not edit.

export type Json = string | number | boolean | null | { [key: string]: Json } | Json[];

export type Database = {
  app: {
    Tables: {
      audit_log: {
        Row: {
          action: string;
          actor_id: string | null;
          created_at: string;
          details: Json;
          id: string;
          organisation_id: string | null;
          target_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          created_at?: string;
          details?: Json;
          id?: string;
          organisation_id?: string | null;
          target_id?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          created_at?: string;
          details?: Json;
          id?: string;
          organisation_id?: string | null;
          target_id?: string | null;
        };
        Relationships: [];
      };
      error_logs: {
        Row: {
          code: string;
          count: number;
          first_at: string;
          id: string;
          last_at: string;
          message: string;
          method: string;
          minute: string | null;
          request_id: string | null;
          route: string;
          stack: string | null;
          status_code: number;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          code: string;
          count?: number;
          first_at?: string;
          id?: string;
          last_at?: string;
          message: string;
          method: string;
          minute?: string | null;
          request_id?: string | null;
          route: string;
          stack?: string | null;
          status_code: number;
          user_id?: string | null;
        };
        Update: {
          code?: string;
          count?: number;
          first_at?: string;
          id?: string;
          last_at?: string;
          message?: string;
          method?: string;
          minute?: string | null;
          request_id?: string | null;
          route?: string;
          stack?: string | null;
          status_code?: number;
          user_id?: string | null;
        };
        Relationships: [];
      };
      invitations: {
        Row: {
          created_at: string;
          email: string;
          expires_at: string;
          id: string;
          invited_by: string;
          organisation_id: string;
          role: 'owner' | 'admin' | 'member';
          token_hash: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          email: string;
          expires_at?: string;
          id?: string;
          invited_by?: string;
          organisation_id: string;
          role: 'owner' | 'admin' | 'member';
          token_hash: string;
        };
        Update: {
          created_at?: string;
          email?: string;
          expires_at?: string;
          id?: string;
          invited_by?: string;
          organisation_id?: string;
          role?: 'owner' | 'admin' | 'member';
          token_hash?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'invitations_organisation_id_fkey';
            columns: ['organisation_id'];
            isOneToOne: false;
            referencedRelation: 'organisations';
            referencedColumns: ['id'];
          },
        ];
      };
      job_effects: {
        Row: {
          created_at: string;
          key: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          key: string;
        };
        Update: {
          created_at?: string;
          key?: string;
        };
        Relationships: [];
      };
      memberships: {
        Row: {
          created_at: string;
          email: string | null;
          id: string;
          organisation_id: string;
          role: 'owner' | 'admin' | 'member';
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          email?: string | null;
          id?: string;
          organisation_id: string;
          role: 'owner' | 'admin' | 'member';
          user_id: string;
        };
        Update: {
          created_at?: string;
          email?: string | null;
          id?: string;
          organisation_id?: string;
          role?: 'owner' | 'admin' | 'member';
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'memberships_organisation_id_fkey';
            columns: ['organisation_id'];
            isOneToOne: false;
            referencedRelation: 'organisations';
            referencedColumns: ['id'];
          },
        ];
      };
      notifications: {
        Row: {
          body: string | null;
          created_at: string;
          data: Json;
          id: string;
          key: string;
          kind: string;
          owner_id: string;
          read_at: string | null;
          title: string;
        };
        ComputedFields: never;
        Insert: {
          body?: string | null;
          created_at?: string;
          data?: Json;
          id?: string;
          key: string;
          kind: string;
          owner_id: string;
          read_at?: string | null;
          title: string;
        };
        Update: {
          body?: string | null;
          created_at?: string;
          data?: Json;
          id?: string;
          key?: string;
          kind?: string;
          owner_id?: string;
          read_at?: string | null;
          title?: string;
        };
        Relationships: [];
      };
      organisations: {
        Row: {
          created_at: string;
          id: string;
          name: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          name: string;
          updated_at?: string;
          version?: number;
        };
        Update: {
          created_at?: string;
          id?: string;
          name?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [];
      };
      outbox_events: {
        Row: {
          attempts: number;
          created_at: string;
          dead_at: string | null;
          delivered_at: string | null;
          handled: string[];
          id: string;
          key: string | null;
          last_error: string | null;
          locked_until: string;
          name: string;
          payload: Json;
          position: number;
          request_id: string | null;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          created_at?: string;
          dead_at?: string | null;
          delivered_at?: string | null;
          handled?: string[];
          id?: string;
          key?: string | null;
          last_error?: string | null;
          locked_until?: string;
          name: string;
          payload: Json;
          position?: never;
          request_id?: string | null;
          user_id?: string | null;
        };
        Update: {
          attempts?: number;
          created_at?: string;
          dead_at?: string | null;
          delivered_at?: string | null;
          handled?: string[];
          id?: string;
          key?: string | null;
          last_error?: string | null;
          locked_until?: string;
          name?: string;
          payload?: Json;
          position?: never;
          request_id?: string | null;
          user_id?: string | null;
        };
        Relationships: [];
      };
      profiles: {
        Row: {
          created_at: string;
          display_name: string | null;
          locale: string | null;
          updated_at: string;
          user_id: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          display_name?: string | null;
          locale?: string | null;
          updated_at?: string;
          user_id: string;
          version?: number;
        };
        Update: {
          created_at?: string;
          display_name?: string | null;
          locale?: string | null;
          updated_at?: string;
          user_id?: string;
          version?: number;
        };
        Relationships: [];
      };
      role_permissions: {
        Row: {
          permission: string;
          role: string;
        };
        ComputedFields: never;
        Insert: {
          permission: string;
          role: string;
        };
        Update: {
          permission?: string;
          role?: string;
        };
        Relationships: [];
      };
      storage_quotas: {
        Row: {
          max_bytes: number;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          max_bytes: string;
          user_id: string;
        };
        Update: {
          max_bytes?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      user_roles: {
        Row: {
          created_at: string;
          role: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          role: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          role?: string;
          user_id?: string;
        };
        Relationships: [];
      };
    };
    Views: {
      files: {
        Row: {
          created_at: string | null;
          id: string;
          name: string | null;
          path: string | null;
          size: number | null;
          type: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string | null;
          id?: string | null;
          name?: never;
          path?: string | null;
          size?: never;
          type?: never;
        };
        Update: {
          created_at?: string | null;
          id?: string | null;
          name?: never;
          path?: string | null;
          size?: never;
          type?: never;
        };
        Relationships: [];
      };
    };
    Functions: {
      accept_invitation: { Args: { token: string }; Returns: string };
      account_proof: {
        Args: { account: string };
        Returns: {
          has_password: boolean;
          signed_in_at: string;
        }[];
      };
      claim_outbox_events: {
        Args: { batch: number; lease_seconds: number; max_attempts: number };
        Returns: {
          attempts: number;
          created_at: string;
          dead_at: string | null;
          delivered_at: string | null;
          handled: string[];
          id: string;
          key: string | null;
          last_error: string | null;
          locked_until: string;
          name: string;
          payload: Json;
          position: number;
          request_id: string | null;
          user_id: string | null;
        }[];
        SetofOptions: {
          from: '*';
          to: 'outbox_events';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      confirmed_email: { Args: { user_id: string }; Returns: string };
      create_organisation: { Args: { name: string }; Returns: string };
      custom_access_token_hook: { Args: { event: Json }; Returns: Json };
      delete_account: { Args: { account: string }; Returns: undefined };
      first_time: { Args: { effect: string }; Returns: boolean };
      grant_role: { Args: { granted: string; grantee: string }; Returns: boolean };
      has_org_role: { Args: { organisation: string; roles: string[] }; Returns: boolean };
      has_permission: { Args: { requested: string }; Returns: boolean };
      is_admin: { Args: Record<PropertyKey, never>; Returns: boolean };
      is_assured: { Args: Record<PropertyKey, never>; Returns: boolean };
      is_member: { Args: { organisation: string }; Returns: boolean };
      list_users: {
        Args: { after_created_at?: string; after_id?: string; page_size: number; search?: string };
        Returns: {
          banned_until: string;
          created_at: string;
          email: string;
          id: string;
          last_sign_in_at: string;
          roles: string[];
        }[];
      };
      may_give_role: { Args: { given: string; organisation: string }; Returns: boolean };
      organisation_role: { Args: { organisation: string }; Returns: string };
      outranks: { Args: { given: string; giver: string }; Returns: boolean };
      own_organisation_ids: { Args: Record<PropertyKey, never>; Returns: string[] };
      own_roles: { Args: Record<PropertyKey, never>; Returns: string[] };
      record_errors: { Args: { entries: Json }; Returns: undefined };
      revoke_role: { Args: { holder: string; revoked: string }; Returns: boolean };
      row_of_file: { Args: { path: string }; Returns: string };
      storage_quota: { Args: { folder: string }; Returns: number };
      storage_usage: {
        Args: Record<PropertyKey, never>;
        Returns: {
          max_bytes: number;
          used_bytes: number;
        }[];
      };
      stored_bytes: { Args: { metadata: Json }; Returns: number };
      tables_of_users: {
        Args: Record<PropertyKey, never>;
        Returns: {
          columns: string;
          order_by: string[];
          table_name: string;
          user_column: string;
        }[];
      };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'app'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    keyof (DefaultSchema['Tables'] & DefaultSchema['Views']) | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    keyof DefaultSchema['CompositeTypes'] | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  app: {
    Enums: {},
  },
} as const;
