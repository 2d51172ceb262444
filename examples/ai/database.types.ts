// Written by npm run db:types; do not edit.

export type Json = string | number | boolean | null | { [key: string]: Json } | Json[];

export type Database = {
  app: {
    Tables: {
      ai_answers: {
        Row: {
          answer: string;
          created_at: string;
          embedding: string;
          embedding_model: string;
          id: string;
          prompt: string;
          question: string;
          scope: string;
        };
        ComputedFields: never;
        Insert: {
          answer: string;
          created_at?: string;
          embedding: string;
          embedding_model: string;
          id?: string;
          prompt: string;
          question: string;
          scope: string;
        };
        Update: {
          answer?: string;
          created_at?: string;
          embedding?: string;
          embedding_model?: string;
          id?: string;
          prompt?: string;
          question?: string;
          scope?: string;
        };
        Relationships: [];
      };
      ai_evaluations: {
        Row: {
          cases: number;
          created_at: string;
          id: string;
          model: string;
          prompt: string;
          score: number;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          cases: number;
          created_at?: string;
          id?: string;
          model: string;
          prompt: string;
          score: number;
          version: number;
        };
        Update: {
          cases?: number;
          created_at?: string;
          id?: string;
          model?: string;
          prompt?: string;
          score?: number;
          version?: number;
        };
        Relationships: [];
      };
      ai_feedback: {
        Row: {
          created_at: string;
          score: number;
          usage_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          score: number;
          usage_id: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          score?: number;
          usage_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'ai_feedback_usage_id_fkey';
            columns: ['usage_id'];
            isOneToOne: true;
            referencedRelation: 'ai_usage';
            referencedColumns: ['id'];
          },
        ];
      };
      ai_usage: {
        Row: {
          cached_tokens: number;
          cost_micros: number;
          created_at: string;
          id: string;
          input_tokens: number;
          latency_ms: number;
          model: string;
          output_tokens: number;
          prompt: string;
          request_id: string | null;
          status: 'complete' | 'interrupted' | 'failed' | 'cached';
          suspicion: number;
          tenant_id: string | null;
          user_id: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          cached_tokens: number;
          cost_micros: string;
          created_at?: string;
          id: string;
          input_tokens: number;
          latency_ms: number;
          model: string;
          output_tokens: number;
          prompt: string;
          request_id?: string | null;
          status: 'complete' | 'interrupted' | 'failed' | 'cached';
          suspicion: number;
          tenant_id?: string | null;
          user_id: string;
          version: number;
        };
        Update: {
          cached_tokens?: number;
          cost_micros?: string;
          created_at?: string;
          id?: string;
          input_tokens?: number;
          latency_ms?: number;
          model?: string;
          output_tokens?: number;
          prompt?: string;
          request_id?: string | null;
          status?: 'complete' | 'interrupted' | 'failed' | 'cached';
          suspicion?: number;
          tenant_id?: string | null;
          user_id?: string;
          version?: number;
        };
        Relationships: [];
      };
      answer_batches: {
        Row: {
          answers: Json;
          created_at: string;
          id: string;
          openai_id: string;
          owner_id: string;
          questions: Json;
          reservation: string;
          status: 'running' | 'complete' | 'failed';
        };
        ComputedFields: never;
        Insert: {
          answers?: Json;
          created_at?: string;
          id?: string;
          openai_id: string;
          owner_id: string;
          questions: Json;
          reservation: string;
          status?: 'running' | 'complete' | 'failed';
        };
        Update: {
          answers?: Json;
          created_at?: string;
          id?: string;
          openai_id?: string;
          owner_id?: string;
          questions?: Json;
          reservation?: string;
          status?: 'running' | 'complete' | 'failed';
        };
        Relationships: [];
      };
      conversations: {
        Row: {
          created_at: string;
          id: string;
          owner_id: string;
          summarised_at: string | null;
          summary: string | null;
          title: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          owner_id?: string;
          summarised_at?: string | null;
          summary?: string | null;
          title: string;
          updated_at?: string;
          version?: number;
        };
        Update: {
          created_at?: string;
          id?: string;
          owner_id?: string;
          summarised_at?: string | null;
          summary?: string | null;
          title?: string;
          updated_at?: string;
          version?: number;
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
      messages: {
        Row: {
          content: string;
          conversation_id: string;
          created_at: string;
          id: string;
          owner_id: string;
          role: 'user' | 'assistant';
          status: 'streaming' | 'complete' | 'interrupted' | 'failed' | 'approval';
          tokens: number;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          content: string;
          conversation_id: string;
          created_at?: string;
          id?: string;
          owner_id: string;
          role: 'user' | 'assistant';
          status: 'streaming' | 'complete' | 'interrupted' | 'failed' | 'approval';
          tokens: number;
          updated_at?: string;
        };
        Update: {
          content?: string;
          conversation_id?: string;
          created_at?: string;
          id?: string;
          owner_id?: string;
          role?: 'user' | 'assistant';
          status?: 'streaming' | 'complete' | 'interrupted' | 'failed' | 'approval';
          tokens?: number;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'messages_conversation_id_owner_id_fkey';
            columns: ['conversation_id', 'owner_id'];
            isOneToOne: false;
            referencedRelation: 'conversations';
            referencedColumns: ['id', 'owner_id'];
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
          traceparent: string | null;
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
          traceparent?: string | null;
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
          traceparent?: string | null;
          user_id?: string | null;
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
      tool_calls: {
        Row: {
          arguments: string;
          created_at: string;
          id: string;
          message_id: string;
          owner_id: string;
          status: 'waiting' | 'approved' | 'refused';
          tool: string;
        };
        ComputedFields: never;
        Insert: {
          arguments: string;
          created_at?: string;
          id?: string;
          message_id: string;
          owner_id: string;
          status?: 'waiting' | 'approved' | 'refused';
          tool: string;
        };
        Update: {
          arguments?: string;
          created_at?: string;
          id?: string;
          message_id?: string;
          owner_id?: string;
          status?: 'waiting' | 'approved' | 'refused';
          tool?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'tool_calls_message_id_owner_id_fkey';
            columns: ['message_id', 'owner_id'];
            isOneToOne: false;
            referencedRelation: 'messages';
            referencedColumns: ['id', 'owner_id'];
          },
        ];
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
      webhook_deliveries: {
        Row: {
          attempts: number;
          created_at: string;
          delivered_at: string | null;
          endpoint_id: string;
          event: string;
          event_id: string;
          failed_at: string | null;
          id: string;
          last_error: string | null;
          last_status: number | null;
          owner_id: string;
          payload: Json;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          created_at?: string;
          delivered_at?: string | null;
          endpoint_id: string;
          event: string;
          event_id: string;
          failed_at?: string | null;
          id?: string;
          last_error?: string | null;
          last_status?: number | null;
          owner_id: string;
          payload: Json;
        };
        Update: {
          attempts?: number;
          created_at?: string;
          delivered_at?: string | null;
          endpoint_id?: string;
          event?: string;
          event_id?: string;
          failed_at?: string | null;
          id?: string;
          last_error?: string | null;
          last_status?: number | null;
          owner_id?: string;
          payload?: Json;
        };
        Relationships: [
          {
            foreignKeyName: 'webhook_deliveries_endpoint_id_owner_id_fkey';
            columns: ['endpoint_id', 'owner_id'];
            isOneToOne: false;
            referencedRelation: 'webhook_endpoints';
            referencedColumns: ['id', 'owner_id'];
          },
        ];
      };
      webhook_endpoints: {
        Row: {
          created_at: string;
          disabled_at: string | null;
          events: string[];
          failing_since: string | null;
          id: string;
          owner_id: string;
          secret: string;
          url: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          disabled_at?: string | null;
          events: string[];
          failing_since?: string | null;
          id?: string;
          owner_id?: string;
          secret: string;
          url: string;
        };
        Update: {
          created_at?: string;
          disabled_at?: string | null;
          events?: string[];
          failing_since?: string | null;
          id?: string;
          owner_id?: string;
          secret?: string;
          url?: string;
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
      ai_spent: { Args: { on_day: string; spender: string }; Returns: number };
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
          traceparent: string | null;
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
      find_ai_answers: {
        Args: {
          by_model: string;
          in_scope: string;
          max_age: string;
          max_distance: number;
          of_prompt: string;
          query_embedding: string;
        };
        Returns: {
          answer: string;
          question: string;
        }[];
      };
      first_time: { Args: { effect: string }; Returns: boolean };
      record_errors: { Args: { entries: Json }; Returns: undefined };
      record_webhook_attempt: {
        Args: { delivery: string; is_last: boolean; owner: string; problem: string; status: number };
        Returns: boolean;
      };
      report_ai_usage: {
        Args: { by_key: string; from_day: string; to_day: string };
        Returns: {
          cached: number;
          calls: number;
          cost_micros: number;
          disliked: number;
          failed: number;
          input_tokens: number;
          key: string;
          latency_ms: number;
          liked: number;
          output_tokens: number;
          score: number;
        }[];
      };
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
